/* A file that is too big is told when it is chosen, not after a slow line carried it. Without this file the server says it. */
document.addEventListener("change", ({ target }) => {
  if (!target.matches("input[data-too-big]")) return;
  target.parentElement.querySelector("[data-told]")?.remove();
  const sizes = [...target.files].map((file) => file.size);
  const together = sizes.reduce((sum, size) => sum + size, 0);
  if (!(Math.max(0, ...sizes) > target.dataset.each || together > target.dataset.together)) return;
  const told = document.createElement("p");
  told.dataset.told = "";
  told.role = "alert";
  told.className = "kl-too-big";
  told.textContent = target.dataset.tooBig;
  target.after(told);
});
