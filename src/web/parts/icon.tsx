// An icon at one of the three sizes that the drawings know: 20 alone, 16 and 14 beside small text.
import type { LucideIcon } from 'lucide-react';

/** Draws an icon of lucide; decoration, the control around it carries the name. */
export function Icon({ of: Drawn, size = 20 }: { of: LucideIcon; size?: 14 | 16 | 18 | 20 | 24 }) {
  const stroke = size < 18 ? 2 : 1.75;
  return <Drawn size={size} strokeWidth={stroke} aria-hidden="true" style={{ flex: 'none' }} />;
}
