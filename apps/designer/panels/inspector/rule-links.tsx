import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useDesigner } from '../../designer/use-designer.js';
import { useTexts } from '../../i18n/texts.js';
import { Section } from './fields.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

/** The attached rules that bite at a state or on a transition, with the way to each. */
export function RuleLinks({ node, edge }: { readonly node: string | null; readonly edge: string | null }) {
  const t = useTexts(inspectorTexts);
  const pipeline = useDesigner((state) => state.pipeline);
  const graph = useDesigner((state) => state.graph);
  const rules = (node === null ? undefined : graph.node(node)?.rules) ?? (edge === null ? undefined : graph.edge(edge)?.rules) ?? [];
  if (rules.length === 0) return null;
  return (
    <Section title={t('rules')} count={rules.length}>
      <ul className={styles.rules}>
        {rules.map(({ key, title }) => (
          <li key={key}>
            <Anchor component={Link} to={`/pipelines/${pipeline}/rules?rule=${encodeURIComponent(key)}`}>
              {title}
            </Anchor>
          </li>
        ))}
      </ul>
    </Section>
  );
}
