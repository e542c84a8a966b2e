/* A mail address that looks like a slip of the finger is asked about right under it. Without this file the server asks, once. */
document.addEventListener("change", async ({ target }) => {
  const told = target.form?.querySelector("[data-near]");
  if (!told) return;
  const { email, csrfmiddlewaretoken } = target.form.elements;
  if (target.dataset.mail) email.value = target.dataset.mail;
  if (target !== email) return;
  const typed = email.value;
  const body = new URLSearchParams({ email: typed, csrfmiddlewaretoken: csrfmiddlewaretoken.value });
  const answer = await fetch(told.dataset.near, { method: "POST", body }).catch(() => null);
  if (answer?.ok && !answer.redirected && email.value === typed) told.innerHTML = await answer.text();
});
/* A file that is too big, or of a kind that we do not take, is told when it is chosen, not after a slow line carried it. Without this file the server says it. */
document.addEventListener("change", ({ target }) => {
  if (!target.matches("input[data-too-big]")) return;
  target.parentElement.querySelector("[data-told]")?.remove();
  const sizes = [...target.files].map((file) => file.size);
  const together = sizes.reduce((sum, size) => sum + size, 0);
  const kinds = target.accept.split(",");
  const isOurs = ({ name }) => kinds.includes(name.slice(name.lastIndexOf(".")).toLowerCase());
  const isTooBig = Math.max(0, ...sizes) > target.dataset.each || together > target.dataset.together;
  if (!isTooBig && [...target.files].every(isOurs)) return;
  const told = document.createElement("p");
  told.dataset.told = "";
  told.role = "alert";
  told.className = "kl-too-big";
  told.textContent = isTooBig ? target.dataset.tooBig : target.dataset.otherKind;
  target.after(told);
});
