"""Walks through the desk's pages in headless Chromium, as an approver without script and as an officer.

    walk.py PROGRAM AXE_JS SCREENSHOTS

serves a copy of the example desk, opens every page at three widths, and fails if axe-core finds anything, a page scrolls sideways, the
focus is hidden under the bar, or a step of the way from a link to an answer does not work. Screenshots and the source of each page are
kept. `.ci/run` installs what it needs (Chromium, the Python package playwright, the npm package axe-core) and runs it.
"""

import glob
import os
import re
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

PROGRAM, AXE, SHOTS = sys.argv[1:4]
WIDTHS = (320, 390, 1280)
problems = []


def serve():
    """Starts the site; returns the process, its address, the links by name, and the folder of mails."""
    process = subprocess.Popen(
        [PROGRAM, "serve", "examples", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True
    )
    printed = ""
    while printed.count("/r/") < 2:
        line = process.stderr.readline()
        if not line:
            sys.exit("the site ended: " + printed)
        printed += line
    address = re.search(r"is at (\S+)", printed).group(1)
    links = dict(re.findall(r"^  (.+?): (http\S+/r/\w+)", printed, re.M))
    return process, address, links, re.search(r"written into (\S+)", printed).group(1)


def code(mails, to):
    """Returns the code that was mailed last to a person."""
    for path in sorted(glob.glob(mails + "/*.eml"), key=os.path.getmtime, reverse=True):
        mail = open(path, encoding="utf-8").read()
        found = re.search(r"Your code is (\d{6})", mail)
        if found and to in mail:
            return found.group(1)
    sys.exit("no code was mailed to " + to)


def look(page, name, width):
    """Holds one page to what every page owes its readers."""
    page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    source = page.request.get(page.url).text()
    with open(f"{SHOTS}/{name}.html", "w", encoding="utf-8") as file:
        file.write(source)
    twice = re.search(r"<[^>]*\s(\w+)=\"[^\"]*\"[^>]*\s\1=\"[^>]*>", source)
    if twice:
        problems.append(f"{name} at {width}: an attribute stands twice: {twice.group(0)[:150]}")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    problems.extend(f"{name} at {width}: two elements have the id {one}" for one in set(ids) if ids.count(one) > 1)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    if page.evaluate(wide):
        problems.append(f"{name} at {width}: scrolls sideways")
    page.add_script_tag(content=open(AXE, encoding="utf-8").read())
    found = page.evaluate("async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes[0].html)")
    problems.extend(f"{name} at {width}: {one}" for one in found)


def focus(page, name, width):
    """Tabs through a page: each stop is on the screen and not under the bar."""
    hidden = """() => {
        const on = document.activeElement, bar = document.querySelector('.bar');
        if (!on || on === document.body || (bar && bar.contains(on))) return null;
        const box = on.getBoundingClientRect(), end = bar ? bar.getBoundingClientRect().top : innerHeight;
        return box.top < end && box.bottom > 0 ? null : on.outerHTML.slice(0, 120);
    }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        under = page.evaluate(hidden)
        if under:
            problems.append(f"{name} at {width}: the focus is hidden: {under}")


def enter(context, link, mails, to):
    """Opens a link with a mailed code."""
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code").fill(code(mails, to))
    page.get_by_role("button", name="Open the text").click()
    return page


def approver(browser, site, width):
    """From the link to a comment, without script on the page: axe alone brings its own."""
    address, links, mails = site
    link = next(link for name, link in links.items() if "Adeyinka" in name)
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    page = context.new_page()
    page.goto(link)
    look(page, "door", width)
    page = enter(context, link, mails, "ruth.adeyinka-shaw@")
    look(page, "answers", width)
    page.get_by_role("link", name="Press release").click()
    look(page, "text", width)
    focus(page, "text", width)
    page.goto(f"{address}/t/nothing/here")
    look(page, "not-found", width)
    context.close()


def answer(browser, site):
    """A comment, then a yes, in a browser that runs no script at all."""
    address, links, mails = site
    link = next(link for name, link in links.items() if "Adeyinka" in name)
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    # Three codes an hour: this browser waits for none, it gets a link of its own by mail.
    mailed = [m for m in glob.glob(mails + "/*.eml") if "/r/" in open(m, encoding="utf-8").read()]
    for path in mailed:
        mail = open(path, encoding="utf-8").read()
        if "ruth.adeyinka-shaw@" in mail:
            link = re.search(r"http\S+/r/\w+", mail).group(0)
    page = enter(context, link, mails, "ruth.adeyinka-shaw@")
    page.locator("details.comment summary").nth(3).click()
    page.locator("details.comment[open] textarea").fill("Say when in July.")
    page.locator("details.comment[open]").get_by_role("button", name="Save comment").click()
    if "Say when in July." not in page.content():
        problems.append("a comment is not on the page after it was saved")
    page.get_by_label("Yes, I approve this text").check()
    page.get_by_role("button", name="Send my answer").click()
    if "Ruth Adeyinka-Shaw (you): yes" not in page.content():
        problems.append("a yes is not on the page after it was sent")
    page.screenshot(path=f"{SHOTS}/answered-390.png", full_page=True)
    context.close()


def officer(browser, site, width):
    """The officer's pages, and findings that follow what is typed."""
    address, links, mails = site
    link = next(link for name, link in links.items() if "Adeyinka" not in name)
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = enter(context, link, mails, "@avershire.example")
    look(page, "stories", width)
    pages = {
        "story": "/story/good-result",
        "poor-story": "/story/mixed-result",
        "brief": "/brief/good-result",
        "reading": "/reading/good-result",
        "quotes": "/quotes/good-result",
        "facts": "/c/good-result/press-release",
        "editor": "/text/good-result/press-release",
        "record": "/record",
        "calendar": "/times",
        "desk": "/desk",
    }
    for name, path in pages.items():
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        look(page, name, width)
    page.goto(address + "/brief/good-result")
    page.locator("#f-published").fill("soon")
    page.get_by_role("button", name="Save", exact=True).click()
    if "Nothing was saved" not in page.content():
        problems.append(f"a wrong day in the brief was saved at {width}")
    look(page, "brief-with-a-mistake", width)
    page.goto(f"{address}/text/good-result/press-release")
    words = page.locator("#words")
    words.fill(words.input_value().replace("are Outstanding", "are Inadequate"))
    page.locator("#found .card.error").first.wait_for(timeout=20000)
    look(page, "editor-with-an-error", width)
    paste = """() => {
        const data = new DataTransfer(), words = document.getElementById("words");
        data.setData("text/plain", "Pasted\\nOne");
        data.setData("text/html", "<h2>Pasted</h2><ul><li>One</li></ul>");
        words.focus();
        words.setSelectionRange(0, 0);
        words.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true }));
    }"""
    page.evaluate(paste)
    page.wait_for_timeout(1500)
    if not words.input_value().startswith("## Pasted\n\n- One"):
        problems.append(f"what was pasted at {width} is no Markdown: {words.input_value()[:40]!r}")
    context.close()


def main():
    os.makedirs(SHOTS, exist_ok=True)
    process, address, links, mails = serve()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
            site = (address, links, mails)
            for width in WIDTHS:
                approver(browser, site, width)
            for width in WIDTHS:
                officer(browser, site, width)
            answer(browser, site)
            browser.close()
    finally:
        process.terminate()
        process.wait()
    for problem in problems:
        print(problem)
    print(f"{len(WIDTHS)} widths; {len(problems)} problems; screenshots in {SHOTS}")
    sys.exit(1 if problems else 0)


main()
