//! The text of `plugins.lock`.

use super::remark;
use crate::load::toml::write_value;
use crate::pins::{Pin, Pins};

/// Returns the pins as TOML, in their order.
pub fn plugins_lock(pins: &Pins) -> String {
    let head = remark(
        "The plugins that may draft in this desk, by the hash of their bytes. Written by `copydesk plugin install`: keep it \
         with desk.toml, and look at each change as at a change of desk.toml.",
    );
    pins.plugins.iter().fold(head, |text, pin| text + "\n" + &entry(pin))
}

fn entry(pin: &Pin) -> String {
    let mut lines = vec![
        "[[plugin]]".to_owned(),
        format!("id = {}", write_value(&pin.id)),
        format!("version = {}", write_value(&pin.version)),
        format!("source = {}", write_value(&pin.source)),
        format!("approved_by = {}", write_value(&pin.approved_by)),
        format!("approved_on = {}", pin.approved_on),
    ];
    lines.extend(pin.key.iter().map(|key| format!("key = {}", write_value(key))));
    lines.push("[plugin.sha256]".to_owned());
    lines
        .extend(pin.sha256.iter().map(|(platform, hash)| format!("{} = {}", write_value(platform), write_value(hash))));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::toml::{check_pins, read};

    #[test]
    fn what_is_written_is_read() {
        let odd = Pin {
            approved_by: "Ann \"Annie\" O’Neill\n".to_owned(),
            key: Some("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3".to_owned()),
            ..Pin::sample("uk.example.letter", "x86_64-linux", "a")
        };
        let mut pins = Pins { plugins: vec![odd, Pin::sample("uk.example.web", "aarch64-macos", "b")] };
        pins.plugins[0].sha256.insert("pdp \"11\"".to_owned(), "c".repeat(64));
        let text = plugins_lock(&pins);
        let loaded = read::<Pins>(&text).unwrap();
        assert_eq!(loaded.value, pins);
        assert_eq!(check_pins(&loaded.value, &loaded.places), []);
        assert_eq!(read::<Pins>(&plugins_lock(&Pins::default())).unwrap().value, Pins::default());
    }
}
