/** A primitive that only its own parser makes: `Brand<string, 'RunId'>` cannot be confused with another text. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
