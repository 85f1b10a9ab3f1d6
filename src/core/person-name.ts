// When two names count as the same: folded for sign-in and search, and by look for who may take a name.

// Characters that look like a Latin one in common fonts (a part of Unicode TR39's confusables: Cyrillic, Greek, digits).
// biome-ignore format: a table
const LOOKS: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'l', 'і': 'l', 'ı': 'l', 'i': 'l', 'ɩ': 'l', 'ι': 'l', 'ӏ': 'l', 'ǀ': 'l', '|': 'l',
  'а': 'a', 'α': 'a', 'ɑ': 'a', 'с': 'c', 'ϲ': 'c', 'ԁ': 'd', 'е': 'e', 'ҽ': 'e', 'ε': 'e', 'ɡ': 'g',
  'һ': 'h', 'ј': 'j', 'к': 'k', 'κ': 'k', 'м': 'm', 'п': 'n', 'ո': 'n', 'ѵ': 'v', 'ν': 'v', 'о': 'o',
  'ο': 'o', 'σ': 'o', 'օ': 'o', 'р': 'p', 'ρ': 'p', 'ԛ': 'q', 'г': 'r', 'ѕ': 's', 'т': 't', 'τ': 't',
  'υ': 'u', 'ս': 'u', 'ԝ': 'w', 'ω': 'w', 'х': 'x', 'χ': 'x', 'у': 'y', 'γ': 'y', 'в': 'b', 'β': 'b',
  'н': 'h', 'η': 'h', 'ζ': 'z', 'μ': 'm',
};

// Accents and other marks laid over letters. Vowel signs (Thai, Devanagari, …) and kana's voicing are letters' own parts.
const OVERLAID = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** The form in which user names are compared when somebody signs in: NFKC, case-folded (ß is ss, ς is σ). */
export function nameKey(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
  return folded.replaceAll('ς', 'σ').normalize('NFKC');
}

/** The form in which a new user name is compared with those taken: look-alikes and marks of separation count as one. */
export function nameLook(name: string): string {
  const bare = nameKey(name).normalize('NFD').replace(OVERLAID, '').replace(INVISIBLE, '');
  let look = '';
  for (const char of bare) look += LOOKS[char] ?? char;
  return look.normalize('NFC').replace(/rn/g, 'm').replace(/vv/g, 'w');
}

/** The form in which e-mail addresses are compared. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
