import { useState } from 'react';
import { useDesigner } from '../../designer/use-designer.js';
import { useTexts } from '../../i18n/texts.js';
import { PanelDesk } from '../common/panel-desk.js';
import { SetUp } from './set-up.js';
import { simulationTexts } from './texts.js';
import { useLighting } from './use-lighting.js';
import type { Walk } from './walk.js';
import { WalkView } from './walk-view.js';
import styles from './simulation.module.css';

/** Plays the draft in the browser: pick a record, send events, see what would happen and why. */
export default function Simulation() {
  return (
    <PanelDesk>
      <Panel />
    </PanelDesk>
  );
}

function Panel() {
  const t = useTexts(simulationTexts);
  const graph = useDesigner((state) => state.graph);
  const [walk, setWalk] = useState<Walk | null>(null);
  useLighting(walk, graph);
  return (
    <div className={styles.simulation}>
      <header>
        <h2>{t('title')}</h2>
        {!walk && <p className="quiet">{t('lead')}</p>}
      </header>
      {walk ? <WalkView walk={walk} onWalk={setWalk} /> : <SetUp onStart={setWalk} />}
    </div>
  );
}
