// What is thrown for a mistake in the configuration.

/** A mistake in the configuration; its message is for whoever typed it. */
export class WrongConfiguration extends Error {
  override name = 'WrongConfiguration';
}
