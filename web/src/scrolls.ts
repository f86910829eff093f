// A table that is wider than the page can be scrolled with the keyboard.
export function scrolls(): void {
  document.querySelectorAll<HTMLElement>(".scroll").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
}
