import { p } from '@mikro-orm/core';
import { InstantType } from './instant-type.js';

/** Column kinds that most tables share, so that every table spells them the same way. */
export const instant = () => p.type(InstantType).columnType('timestamptz(3)');
export const workspaceKey = () => p.uuid().primary().name('workspace_id');
export const json = <T>() => p.json<T>().columnType('jsonb');
export const texts = () => p.array<string>().columnType('text[]');
/** JSON whose order of keys means something (transitions are looked at in document order), so kept as it was written. */
export const document = <T>() => p.json<T>().columnType('json');
