import { useEffect } from 'react';

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
export type LiveMessage = { readonly kind: 'changed'; readonly change: LiveChange } | { readonly kind: 'reset' };
type Listener = (message: LiveMessage) => void;

const LOCK = 'millrace-live';
const listeners = new Set<Listener>();
let channel: BroadcastChannel | null = null;
let leaving: AbortController | null = null;

/** One stream a browser: the tab that holds the lock reads it and tells the others. */
function begin(): void {
  channel = new BroadcastChannel(LOCK);
  channel.addEventListener('message', ({ data }: MessageEvent<LiveMessage>) => listeners.forEach((listener) => listener(data)));
  leaving = new AbortController();
  const { signal } = leaving;
  navigator.locks
    .request(LOCK, { signal }, () => lead(signal))
    // Aborted while waiting for its turn.
    .catch(() => undefined);
}

function lead(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource('/api/v1/live');
    const tell = (message: LiveMessage): void => {
      listeners.forEach((listener) => listener(message));
      channel?.postMessage(message);
    };
    source.addEventListener('changed', ({ data }) => tell({ kind: 'changed', change: JSON.parse(data as string) as LiveChange }));
    source.addEventListener('reset', () => tell({ kind: 'reset' }));
    signal.addEventListener('abort', () => {
      source.close();
      resolve();
    });
  });
}

function end(): void {
  leaving?.abort();
  channel?.close();
  channel = null;
  leaving = null;
}

/** Hears of every change in the workspace while the component is there. */
export function useLive(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    if (listeners.size === 1) begin();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) end();
    };
  }, [listener]);
}
