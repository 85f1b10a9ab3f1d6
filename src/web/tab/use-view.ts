// From the client's views to React.
import { useSyncExternalStore } from 'react';
import type { View } from '#client/model.ts';

/** The value of a view, and a new rendering when it is another. */
export function useView<T>(view: View<T>): T {
  return useSyncExternalStore(view.subscribe, view.get);
}
