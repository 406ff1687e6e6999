import { useEffect, useRef } from 'react';
import { addressOf } from './ask.js';

/** One thing that happened to a run. */
export interface LiveChange {
  readonly runId: string;
  readonly recordId: string;
  readonly seq: number;
  readonly event: { readonly kind: string; readonly name?: string };
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly at: string;
}
/** What was done to a record outside of any run. */
export interface LiveEdit {
  readonly recordId: string;
  readonly what: 'created' | 'changed' | 'tagged' | 'noted' | 'deleted' | 'restored';
  readonly fields: readonly string[];
  readonly at: string;
}
export type LiveMessage =
  { readonly kind: 'changed'; readonly change: LiveChange } | { readonly kind: 'edited'; readonly change: LiveEdit } | { readonly kind: 'reset' };
type Listener = (message: LiveMessage) => void;

const LOCK = 'millrace-live';
const listeners = new Set<Listener>();
let channel: BroadcastChannel | null = null;
let leaving: AbortController | null = null;

/** A stream that the engine ended or refused is asked for again after so long; each time in vain, after twice as long, up to a minute. */
const AGAIN_MS = 2000;
const SELDOM_MS = 60_000;
/** The event id to go on after. */
let position: string | null = null;

/** Where the stream begins: a change after the first answer is heard of, however late the stream opens. */
export function followFrom(first: string): void {
  position ??= first;
}

type Told = LiveMessage & { readonly position: string };

/** One stream a browser: the tab that holds the lock reads it and tells the others. */
function begin(): void {
  channel = new BroadcastChannel(LOCK);
  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => hear(data));
  leaving = new AbortController();
  const { signal } = leaving;
  navigator.locks
    .request(LOCK, { signal }, () => lead(signal))
    // Aborted while waiting for its turn.
    .catch(() => undefined);
}

function hear(told: Told): void {
  position = told.position;
  listeners.forEach((listener) => listener(told));
}

/** Reads the stream until the signal; one that broke off for good is opened anew where it ended. */
async function lead(signal: AbortSignal): Promise<void> {
  for (let waitMs = AGAIN_MS; !signal.aborted; waitMs = Math.min(SELDOM_MS, waitMs * 2)) {
    if (await read(signal)) waitMs = AGAIN_MS;
    // Not all browsers at once.
    if (!signal.aborted) await pause(waitMs * (0.5 + Math.random()), signal);
  }
}

/** Resolves when the stream is over: whether it had been open. A mere break of the connection is none of this: the browser connects again by itself. */
function read(signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let wasOpen = false;
    const source = new EventSource(addressOf('/api/v1/live', undefined, { lastEventId: position ?? undefined }));
    const tell = (message: LiveMessage, { lastEventId }: MessageEvent): void => {
      const told = { ...message, position: lastEventId };
      hear(told);
      channel?.postMessage(told);
    };
    const close = (): void => {
      source.close();
      signal.removeEventListener('abort', close);
      resolve(wasOpen);
    };
    source.addEventListener('open', () => (wasOpen = true));
    source.addEventListener('changed', (event) => tell({ kind: 'changed', change: JSON.parse(event.data as string) as LiveChange }, event));
    source.addEventListener('edited', (event) => tell({ kind: 'edited', change: JSON.parse(event.data as string) as LiveEdit }, event));
    source.addEventListener('reset', (event) => tell({ kind: 'reset' }, event));
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) close();
    });
    signal.addEventListener('abort', close);
  });
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });

function end(): void {
  leaving?.abort();
  channel?.close();
  channel = null;
  leaving = null;
}

function listen(listener: Listener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) begin();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) end();
  };
}

/** Hears of every change in the workspace while the component is there. */
export function useLive(listener: Listener): void {
  useEffect(() => listen(listener), [listener]);
}

/** Does something a moment after any news of the workspace; what comes within the moment is answered together. */
export function useAfterNews(work: () => void, momentMs: number): void {
  const newest = useRef(work);
  newest.current = work;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        newest.current();
      }, momentMs);
    };
    const stop = listen(hear);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [momentMs]);
}
