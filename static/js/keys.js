/* The keys of the staff pages: / finds, j and k walk a list, ? shows the keys, Esc closes (WCAG 2.1.4: can be switched off).
   Never while typing, never with Ctrl, Alt or Meta. The choice is kept in this browser (localStorage). */
(() => {
  "use strict";
  const OFF = "klachten-toetsen-uit";
  const ROWS = "main .kl-today > li > .btn, main .kl-table a.subject";
  const FIELDS = ["main input[type=search]", ".kl-top input[type=search]"];
  const OPEN = "details.kl-user[open], details.kl-help[open]";
  let here = true; // where nothing can be kept, the choice holds for this page

  const isOn = () => {
    try { return localStorage.getItem(OFF) === null; } catch { return here; }
  };

  const turn = (on) => {
    here = on;
    try { if (on) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1"); } catch { /* this page only */ }
    show();
  };

  const show = () => {
    for (const box of document.querySelectorAll("[data-keys-switch]")) {
      box.hidden = false;
      box.querySelector("input").checked = isOn();
    }
  };

  const seen = (element) => element !== null && element.getClientRects().length > 0;

  const find = () => {
    const field = FIELDS.map((one) => document.querySelector(one)).find(seen);
    if (field) { field.focus(); field.select(); }
    else document.querySelector(".kl-top a[href$='#q']")?.click();
  };

  const walk = (by) => {
    const rows = [...document.querySelectorAll(ROWS)].filter(seen);
    const now = document.activeElement.closest("li, tr");
    const at = rows.findIndex((row) => row === document.activeElement || (now !== null && now.contains(row)));
    if (rows.length === 0) return document.querySelector(`main a[rel=${by > 0 ? "next" : "prev"}]`)?.click();
    const next = at < 0 ? rows[by > 0 ? 0 : rows.length - 1] : rows[at + by];
    next?.focus();
    next?.closest("li, tr").scrollIntoView({ block: "nearest" });
  };

  // back from a dossier, the keyboard stands in its row again
  const comeBack = () => {
    if (document.activeElement !== document.body || !document.referrer.startsWith(location.origin)) return;
    const from = new URL(document.referrer).pathname;
    const isFrom = (link) => link.pathname === from;
    const rows = [...document.querySelectorAll(ROWS)].filter(seen);
    rows.find((row) => [...row.closest("li, tr").querySelectorAll("a")].some(isFrom))?.focus();
  };

  const help = () => document.getElementById("toetsen")?.showModal();

  const close = () => {
    const open = document.activeElement.closest(OPEN);
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  };

  const KEYS = { "/": find, j: () => walk(1), k: () => walk(-1), "?": help };
  const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape") return close();
    const does = KEYS[event.key];
    if (!does || !isOn() || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    does();
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-keys-switch]")) turn(event.target.checked);
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
  show();
  comeBack();
})();
