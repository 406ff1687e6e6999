import type { Text } from '#kernel';
import type { FieldDefinition } from '#pipeline';

/** A kind of record as the product ships it. Admins add fields; the core fields stay. */
export interface ObjectDefinition {
  readonly key: string;
  readonly title: Text;
  readonly plural: Text;
  /** The field that names a record in lists, links and imports. */
  readonly nameField: string;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
}

/** One choice with its value and both titles. */
export const option = (value: string, en: string, zh: string): { readonly value: string; readonly title: Text } => ({
  value,
  title: { en, 'zh-CN': zh },
});

/** Titles in both languages. */
export const both = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });
