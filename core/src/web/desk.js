// Checks the text while it is typed: 800 ms after the last key the words are sent, and the list of findings is replaced. Without
// this file the list shows the saved text.
"use strict";
const words = document.getElementById("words");
const found = document.getElementById("found");
if (words && found) {
  let timer = 0;
  let asked = 0;
  const check = async () => {
    const mine = ++asked;
    try {
      const body = new URLSearchParams({ words: words.value });
      const answer = await fetch(words.dataset.check, { method: "POST", body, credentials: "same-origin" });
      const list = await answer.text();
      // An answer to words that have changed since is no news.
      if (answer.ok && mine === asked) found.innerHTML = list;
    } catch { /* The network is away: the list stays as it is. */ }
  };
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, 800);
  });
  const begun = words.value;
  words.form.addEventListener("submit", () => { words.dataset.saved = "yes"; });
  addEventListener("beforeunload", (event) => {
    if (words.value !== begun && !words.dataset.saved) event.preventDefault();
  });
}
