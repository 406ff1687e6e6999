import { useMemo } from 'react';
import { useMe } from '../app/session.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { type ObjectShape, shapesOf } from './object-shape.js';

const FRESH_MS = 60_000;

/** Every object of the workspace; undefined until they are known. */
export function useObjects(): readonly ObjectShape[] | undefined {
  const format = useFormat();
  const { data } = useAnswer('listObjects', {}, { staleMs: FRESH_MS });
  return useMemo(() => data && shapesOf(data.items, format), [data, format]);
}

/** One object with its fields, titled in the reader's language; undefined until known, and for a key that is no object. */
export function useObject(key: string): ObjectShape | undefined {
  const objects = useObjects();
  return useMemo(() => objects?.find((object) => object.key === key), [objects, key]);
}

/** What amounts are in when a record names no currency of its own. */
export function useWorkspaceCurrency(): string {
  const { workspace } = useMe();
  const { data } = useAnswer('listWorkspaces', {}, { staleMs: FRESH_MS });
  return data?.items.find(({ id }) => id === workspace.id)?.currency ?? 'USD';
}

/** The currency of a record's amounts. */
export function useCurrencyOf(): (fields: Readonly<Record<string, unknown>>) => string {
  const currency = useWorkspaceCurrency();
  return useMemo(() => (fields) => (typeof fields['currency'] === 'string' && fields['currency'] !== '' ? fields['currency'] : currency), [currency]);
}
