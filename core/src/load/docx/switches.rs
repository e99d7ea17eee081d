//! Properties of words that decide whether they are meant to be read: hidden, crossed out, white. They are asked at the
//! run, its character style, the style of its paragraph and the defaults of the file.

use super::xml::Node;

/// How a run looks, and whether its words are meant to be read.
#[derive(Clone, Copy, Default)]
pub(super) struct Looks {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) switches: Switches,
}

/// What a run, or a style, says about its words; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Switches {
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    /// Whether the letters are as white as the paper.
    pub(super) white: Option<bool>,
    /// Whether there is a colour behind the letters.
    pub(super) shaded: Option<bool>,
}

impl Switches {
    /// Returns what the properties of a run say.
    pub(super) fn of(properties: &Node) -> Switches {
        let switch = |name| properties.child(name).map(|_| properties.is_on(name));
        let struck = match (switch("w:strike"), switch("w:dstrike")) {
            (None, None) => None,
            (one, other) => Some(one == Some(true) || other == Some(true)),
        };
        let shaded = properties.child("w:shd").map(is_shaded);
        let shaded = shaded.or_else(|| properties.child("w:highlight").map(|_| properties.is_on("w:highlight")));
        Switches { hidden: switch("w:vanish"), struck, white: properties.child("w:color").map(is_white), shaded }
    }

    /// Returns these, and what others say where these say nothing.
    pub(super) fn or(self, others: Switches) -> Switches {
        Switches {
            hidden: self.hidden.or(others.hidden),
            struck: self.struck.or(others.struck),
            white: self.white.or(others.white),
            shaded: self.shaded.or(others.shaded),
        }
    }

    /// Returns what the style of a paragraph and one of its characters say together: a switch that is on in both is off
    /// (ECMA-376, part 1, 17.7.3).
    pub(super) fn toggled_by(self, characters: Switches) -> Switches {
        let toggle = |one: Option<bool>, other: Option<bool>| match (one, other) {
            (Some(one), Some(other)) => Some(one != other),
            (one, other) => one.or(other),
        };
        Switches {
            hidden: toggle(self.hidden, characters.hidden),
            struck: toggle(self.struck, characters.struck),
            ..characters.or(self)
        }
    }
}

/// Returns `true` if there is a colour, other than white, behind something with this shading.
pub(super) fn is_shaded(shading: &Node) -> bool {
    let fill = shading.get("w:fill").unwrap_or("auto");
    let plain = fill.eq_ignore_ascii_case("auto") || fill.eq_ignore_ascii_case("ffffff");
    !plain || shading.get("w:themeFill").is_some() || !matches!(shading.get("w:val"), None | Some("clear" | "nil"))
}

fn is_white(color: &Node) -> bool {
    let theme = color.get("w:themeColor");
    let changed = color.get("w:themeShade").is_some() || color.get("w:themeTint").is_some();
    match theme {
        Some(theme) => matches!(theme, "background1" | "light1") && !changed,
        None => color.get("w:val").is_some_and(|color| color.eq_ignore_ascii_case("ffffff")),
    }
}
