import type { Observer } from '#runtime';
import type { Logger } from 'pino';

/** One observer that tells several; one that fails is passed over, since the loop must go on. */
export function observeAll(observers: readonly Observer[], log: Logger): Observer {
  const tell =
    <K extends keyof Observer>(name: K) =>
    (...told: Parameters<Observer[K]>): void => {
      for (const observer of observers) {
        try {
          (observer[name] as (...given: Parameters<Observer[K]>) => void)(...told);
        } catch (error) {
          log.error({ event: 'observer.defect', observed: name, err: error }, 'an observer failed');
        }
      }
    };
  return {
    batchEnded: tell('batchEnded'),
    batchRetried: tell('batchRetried'),
    incidentOpened: tell('incidentOpened'),
    claimed: tell('claimed'),
    workEnded: tell('workEnded'),
    leaseLost: tell('leaseLost'),
    swept: tell('swept'),
    announced: tell('announced'),
    fannedOut: tell('fannedOut'),
  };
}
