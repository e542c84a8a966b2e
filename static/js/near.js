/* A mail address or a phone number that looks like a slip is asked about right under it. Without this file the server asks, once. */
document.addEventListener("change", async ({ target }) => {
  const { form, name, value, dataset } = target;
  if (dataset.mail) form.elements.email.value = dataset.mail;
  const told = form?.querySelector(`[data-near][data-of="${name}"]`);
  if (!told) return;
  const body = new URLSearchParams({ [name]: value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(told.dataset.near, { method: "POST", body }).catch(() => null);
  if (answer?.ok && !answer.redirected && target.value === value) told.innerHTML = await answer.text();
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
