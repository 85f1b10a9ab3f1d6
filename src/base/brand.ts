// Types that look alike but must not be mixed up: a user's id is no chat's id.

declare const brand: unique symbol;

/** `Base`, distinguishable from every other brand at compile time; at run time it is just `Base`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
