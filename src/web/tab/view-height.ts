// Keeps the page as high as what is really visible, so that the composer stands above the keyboard. Browsers that resize
// the page themselves (interactive-widget) never differ from their visual viewport.

/** Sets `--view-height` while a keyboard covers a part of the page. */
export function followViewHeight(): void {
  const view = window.visualViewport;
  if (!view) return;
  const fit = (): void => {
    const covered = window.innerHeight - view.height > 1 && view.scale === 1;
    const root = document.documentElement;
    if (covered) root.style.setProperty('--view-height', `${view.height}px`);
    else root.style.removeProperty('--view-height');
    // Safari also scrolls the page to show the field; the field is already in view.
    if (covered) window.scrollTo(0, 0);
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
}
