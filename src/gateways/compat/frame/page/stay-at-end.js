// @ts-nocheck Runs in a browser; this folder is checked as Node's.
// For a list that grows at its end: at the end one stays at the end, also when a keyboard takes room; whoever reads further
// up stays there.

/** Watches over a list that scrolls. What comes back is to be called when something was put into it; `true`: go there. */
globalThis.stayAtEnd = (list) => {
  let atEnd = true;
  const settle = (goThere = false) => {
    atEnd ||= goThere;
    if (atEnd) list.scrollTop = list.scrollHeight;
  };
  list.addEventListener('scroll', () => {
    atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  });
  new ResizeObserver(() => settle()).observe(list);
  return settle;
};
