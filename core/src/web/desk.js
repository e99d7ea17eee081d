// Checks the text while it is typed: 800 ms after the last key the words are sent, and the list of findings is replaced. What is
// pasted from Word or a page becomes Markdown. Without this file the list shows the saved text, and words are pasted without looks.
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
  words.addEventListener("paste", async (event) => {
    const plain = event.clipboardData.getData("text/plain");
    const page = event.clipboardData.getData("text/html");
    // A few words inside a line stay as they are; what is too large for a form is pasted without looks.
    if (!page || page.length > 150000 || !plain.trim().includes("\n")) return;
    event.preventDefault();
    const [start, end] = [words.selectionStart, words.selectionEnd];
    let text = plain;
    try {
      const body = new URLSearchParams({ page });
      const answer = await fetch(words.dataset.paste, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok) text = await answer.text();
    } catch { /* The network is away: the plain words are pasted. */ }
    words.setRangeText(text.trim(), start, end, "end");
    words.dispatchEvent(new Event("input"));
  });
  const begun = words.value;
  words.form.addEventListener("submit", () => { words.dataset.saved = "yes"; });
  addEventListener("beforeunload", (event) => {
    if (words.value !== begun && !words.dataset.saved) event.preventDefault();
  });
}
