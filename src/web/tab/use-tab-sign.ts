// What the tab says while one looks elsewhere: “(3) Kith”, and a dot on the mark.
import { useEffect } from 'react';
import type { ChatListView } from '#client/model.ts';

const QUIET = '/mark.svg';
const UNREAD = '/mark-unread.svg';

/** Keeps title and favicon in step with what is unread. */
export function useTabSign({ unread }: ChatListView, place: string): void {
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${place}` : place;
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    const icon = unread > 0 ? UNREAD : QUIET;
    if (link && link.getAttribute('href') !== icon) link.setAttribute('href', icon);
  }, [unread, place]);
}
