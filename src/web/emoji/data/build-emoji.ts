// Makes the emoji of the app out of emojibase, when the app is built: what nobody asks for is left out, and every emoji is
// written as Unicode recommends, so that two people who choose the same one send the same one.
import all from 'emojibase-data/en/data.json' with { type: 'json' };
import github from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' };
import iamcal from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' };
import { type Emoji, GROUPS } from './emoji.ts';

type Skin = NonNullable<(typeof all)[number]['skins']>[number];
type Shortcodes = Readonly<Record<string, string | string[]>>;

const UNNEEDED_VARIATION = /^(\p{Emoji_Presentation})\ufe0f$/u;

/** All emoji in the order in which keyboards show them. */
export function buildEmoji(): Emoji[] {
  return all
    .filter(({ group }) => GROUPS.some((known) => known === group))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ emoji, label, group, version, hexcode, tags, skins }) => ({
      emoji: written(emoji),
      label,
      group: group ?? 0,
      version,
      shortcodes: shortcodesOf(hexcode, label),
      tags: tags ?? [],
      ...(skins && { tones: tonesOf(skins) }),
    }));
}

function written(emoji: string): string {
  return emoji.replace(UNNEEDED_VARIATION, '$1');
}

/** GitHub's, which people know best, then Slack's; the few without any get one from their name. */
function shortcodesOf(hexcode: string, label: string): string[] {
  const known = [github, iamcal].flatMap((set) => (set as Shortcodes)[hexcode] ?? []);
  return known.length > 0 ? [...new Set(known)] : [label.toLowerCase().replace(/[^a-z0-9]+/g, '_')];
}

/** Two people in one picture have a tone each; those in which they share it are enough. */
function tonesOf(skins: readonly Skin[]): string[] {
  const shared = (tone: Skin['tone']): number => {
    const [first = 0, ...rest] = [tone ?? 0].flat();
    return rest.every((other) => other === first) ? first : 0;
  };
  return skins
    .filter(({ tone }) => shared(tone) > 0)
    .sort((a, b) => shared(a.tone) - shared(b.tone))
    .map(({ emoji }) => written(emoji));
}
