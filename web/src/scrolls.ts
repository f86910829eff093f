// A table that is wider than the page can be scrolled with the keyboard.
export function scrolls(): void {
  document.querySelectorAll<HTMLElement>(".scroll").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
  // On a phone the list of pages is wider than the screen: the page at hand stands in view.
  const here = document.querySelector<HTMLElement>(".nav [aria-current]");
  const list = here?.closest("ul");
  if (here && list && list.scrollWidth > list.clientWidth) list.scrollLeft = Math.max(0, here.offsetLeft - list.clientWidth / 3);
}
