/* What htmx puts in place of something: the focus stays where it was, the change is said politely, waiting is seen. */
(() => {
  "use strict";
  const FAILED = ["htmx:responseError", "htmx:sendError", "htmx:timeout"];
  let kept = null;
  let waiting = 0;

  const isQuiet = (element) => "quiet" in element.dataset || (element.getAttribute("hx-trigger") || "").includes("every");

  const wait = (event, by) => {
    if (isQuiet(event.detail.elt)) return;
    waiting = Math.max(0, waiting + by);
    document.documentElement.classList.toggle("kl-waits", waiting > 0);
    if (by > 0) event.detail.target?.setAttribute("aria-busy", "true");
    else event.detail.target?.removeAttribute("aria-busy");
  };

  const say = (text) => {
    const voice = document.getElementById("meldt");
    if (voice) voice.textContent = text;
  };

  // the same thing in what came back: by its id, its address or its name
  const again = (region) => {
    const same = (name) => kept[name] && region.querySelector(`[${name}="${CSS.escape(kept[name])}"]`);
    return document.getElementById(kept.id) || same("href") || same("name");
  };

  const heading = (region) => region.querySelector("h1, h2, h3");

  const comeBack = (region) => {
    const goal = again(region) || heading(region) || region;
    if (goal.tabIndex < 0) goal.tabIndex = -1;
    goal.focus();
  };

  document.addEventListener("htmx:beforeRequest", (event) => wait(event, 1));
  document.addEventListener("htmx:afterRequest", (event) => wait(event, -1));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const now = document.activeElement;
    const inside = event.detail.target?.contains(now) && now !== document.body;
    kept = inside ? { id: now.id, href: now.getAttribute("href"), name: now.getAttribute("name") } : null;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const old = event.detail.target;
    const region = document.getElementById(old?.id) || event.target;
    if (kept && (!document.activeElement || document.activeElement === document.body)) comeBack(region);
    kept = null;
    if (!region.closest("[aria-live], [data-quiet]#concept")) say(region.dataset.said || heading(region)?.textContent || "");
  });

  const failure = (is) => {
    const note = document.getElementById("mislukt");
    if (note) note.hidden = !is;
  };
  for (const name of FAILED) document.addEventListener(name, (event) => { if (!("quiet" in event.detail.elt.dataset)) failure(true); });
  document.addEventListener("htmx:beforeSwap", () => failure(false));
})();
