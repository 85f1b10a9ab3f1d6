// The words of the emoji picker, of quick reactions and of completion; loaded with them.

/** The catalogue's part for emoji and completion. */
export const enEmoji = {
  picker: 'Emoji',
  search: 'Find an emoji',
  grid: 'Emoji',
  groups: 'Kinds of emoji',
  loading: 'The emoji are being loaded',
  none: (query: string) => `No emoji for “${query}”.`,
  failed: 'The emoji could not be loaded.',
  choose: 'Choose an emoji',

  parts: {
    recent: 'Recent',
    found: 'Found',
    0: 'Smileys',
    1: 'People',
    3: 'Animals and nature',
    4: 'Food and drink',
    5: 'Travel and places',
    6: 'Activities',
    7: 'Objects',
    8: 'Symbols',
    9: 'Flags',
  },

  tone: 'Skin tone',
  tones: {
    none: 'No skin tone',
    light: 'Light skin',
    mediumLight: 'Medium light skin',
    medium: 'Medium skin',
    mediumDark: 'Medium dark skin',
    dark: 'Dark skin',
  },

  react: 'React',
  reactWith: (emoji: string) => `React with ${emoji}`,
  moreReactions: 'More reactions',

  complete: {
    person: 'People',
    emoji: 'Emoji',
    command: 'Commands',
    all: 'Everybody here',
    count: (count: number) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  },
} as const;
