// Chooses the form of a word by a count, as the language wants it.

/** The forms that a sentence has; `other` is there in every language. */
export type Forms = { readonly other: string } & {
  readonly [form in Exclude<Intl.LDMLPluralRule, 'other'>]?: string;
};

/** Picks the form for a count. */
export type Plural = (count: number, forms: Forms) => string;

/** The plural of a language. */
export function pluralOf(language: string): Plural {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
