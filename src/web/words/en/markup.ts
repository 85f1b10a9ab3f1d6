// The words on what is marked up in a message.

/** The catalogue's part for code in messages. */
export const enMarkup = {
  code: 'Code',
  codeIn: (language: string) => `Code, ${language}`,
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
};
