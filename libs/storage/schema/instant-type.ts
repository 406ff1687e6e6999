import type { Instant } from '#kernel';
import { instantAt } from '#kernel';
import { Type } from '@mikro-orm/core';

/** `timestamptz(3)` in the database, Instant text in the program. */
export class InstantType extends Type<Instant, string | Date | number> {
  override convertToDatabaseValue(value: Instant): string {
    return value;
  }
  override convertToJSValue(value: string | Date | number): Instant {
    return value === null || value === undefined ? (value as never) : instantAt(new Date(value).getTime());
  }
  override getColumnType(): string {
    return 'timestamptz(3)';
  }
  override compareAsType(): string {
    return 'string';
  }
}
