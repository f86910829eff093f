// Files dropped on the page join the form's own file field.
import { filled } from "./texts";

export function drops(): void {
  const zone = document.querySelector<HTMLElement>("[data-drop]");
  const field = zone?.querySelector<HTMLInputElement>("input[type='file']");
  if (!zone || !field) return;
  const said = zone.querySelector<HTMLElement>("[data-names]");
  const say = () => {
    if (!said) return;
    const names = [...(field.files ?? [])].map((f) => f.name);
    said.textContent = names.length > 4 ? `${names.slice(0, 4).join(", ")} ${filled(said.dataset.names ?? "", { n: names.length - 4 })}` : names.join(", ");
  };
  field.addEventListener("change", say);
  for (const kind of ["dragover", "dragenter"]) zone.addEventListener(kind, (e) => { e.preventDefault(); zone.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) { field.files = event.dataTransfer.files; say(); }
  });
}
