import { Badge, Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconGavel, IconPlus, IconSearch, IconSitemap } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { inLocale } from '#kernel';
import type { AttachedRuleDocument } from '#pipeline';
import { useMay } from '../app/session.js';
import { useFormat } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { DeskProvider, titleOf, useDesk } from '../rule-builder/index.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import { ProblemState } from '../ui/problem-state.js';
import { emptyRule } from './draft-rule.js';
import { RuleEditor } from './rule-editor.js';
import { sayTrigger } from './say-trigger.js';
import { rulesTexts } from './texts.js';
import { useRules, type PipelineRules } from './use-rules.js';
import styles from './rules.module.css';

/** In the address in place of a key: a rule that is not saved yet. */
const NEW = 'new';

/** The rules attached to a pipeline. */
export function RulesPage() {
  const t = useTexts(rulesTexts);
  const format = useFormat();
  const may = useMay();
  const { pipeline } = useParams({ from: '/inside/pipelines/$pipeline/rules' });
  const answer = useRules(pipeline);
  if (answer.kind === 'failed') return <ProblemState error={answer.error} retry={answer.retry} />;
  const title = answer.kind === 'ready' ? format.text(titleOf(answer.rules.document.title, pipeline)) : pipeline;
  return (
    <Page
      title={t('title', { pipeline: title })}
      lead={t('lead')}
      actions={
        <>
          <Button variant="default" leftSection={<IconSitemap size={16} />} component={Link} to={`/pipelines/${pipeline}`}>
            {t('toDesigner')}
          </Button>
          {may('pipeline.publish') && (
            <Button leftSection={<IconPlus size={16} />} component={Link} to={`/pipelines/${pipeline}/rules?rule=${NEW}`}>
              {t('newRule')}
            </Button>
          )}
        </>
      }
    >
      {answer.kind === 'waiting' ? (
        <LateSkeleton />
      ) : (
        <DeskProvider document={answer.rules.document}>
          <Rules pipeline={answer.rules} />
        </DeskProvider>
      )}
    </Page>
  );
}

function Rules({ pipeline }: { readonly pipeline: PipelineRules }) {
  const t = useTexts(rulesTexts);
  const may = useMay();
  const navigate = useNavigate({ from: '/pipelines/$pipeline/rules' });
  const { rule: chosen } = useSearch({ from: '/inside/pipelines/$pipeline/rules' });
  const { vocabulary } = useDesk();
  const [copied, setCopied] = useState<AttachedRuleDocument | null>(null);
  const go = (rule: string | null): void => void navigate({ search: { rule: rule ?? undefined }, ignoreBlocker: true });
  const isDisabled = !may('pipeline.publish');
  const [start] = useState(() => emptyRule(pipeline.head.key, vocabulary.states[0]?.id ?? ''));
  const saved = chosen === NEW ? (copied ?? start) : pipeline.rules.find(({ key }) => key === chosen);
  if (pipeline.rules.length === 0 && !saved)
    return (
      <EmptyState icon={IconGavel} title={t('none')} hint={t('noneHint')} action={!isDisabled && <Button onClick={() => go(NEW)}>{t('newRule')}</Button>} />
    );
  const duplicate = (rule: AttachedRuleDocument): void => {
    setCopied({ ...rule, key: '' });
    go(NEW);
  };
  return (
    <div className={styles.columns} data-chosen={saved !== undefined || undefined}>
      <RuleList pipeline={pipeline} chosen={chosen ?? null} />
      {saved ? (
        <div className={styles.right}>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowLeft size={14} />}
            component={Link}
            to={`/pipelines/${pipeline.head.key}/rules`}
            className={styles.back}
          >
            {t('back')}
          </Button>
          <RuleEditor
            key={saved.key === '' ? `${NEW} ${copied?.title.en ?? ''}` : `${saved.key} ${JSON.stringify(saved)}`}
            pipeline={pipeline}
            saved={saved}
            isDisabled={isDisabled}
            onDone={go}
            onDuplicate={duplicate}
          />
        </div>
      ) : (
        <div className={styles.right}>
          <EmptyState icon={IconGavel} title={t('choose')} hint={t('chooseHint')} />
        </div>
      )}
    </div>
  );
}

const MANY = 8;

function RuleList({ pipeline, chosen }: { readonly pipeline: PipelineRules; readonly chosen: string | null }) {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const [words, setWords] = useState('');
  const shown = pipeline.rules.filter(({ title, key }) => [key, title.en, title['zh-CN'] ?? ''].join(' ').toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <nav className={styles.list} aria-label={t('list')}>
      <p className={styles.revision}>{t('revision', { n: pipeline.revision })}</p>
      {pipeline.rules.length > MANY && (
        <TextInput
          aria-label={t('filter')}
          placeholder={t('filter')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          leftSection={<IconSearch size={14} />}
        />
      )}
      <ul>
        {shown.map((rule) => (
          <li key={rule.key}>
            <UnstyledButton
              component={Link}
              to={`/pipelines/${pipeline.head.key}/rules?rule=${encodeURIComponent(rule.key)}`}
              className={styles.item}
              aria-current={rule.key === chosen ? 'page' : undefined}
              data-off={rule.enabled === false || undefined}
            >
              <span className={styles.itemTitle}>{inLocale(rule.title, language)}</span>
              <span className={styles.itemTrigger}>{sayTrigger(rule.on, { vocabulary, locale: language, t })}</span>
              {(rule.enabled === false || rule.refuse) && (
                <span className={styles.itemBadges}>
                  {rule.enabled === false && (
                    <Badge size="sm" variant="default" tt="none">
                      {t('off')}
                    </Badge>
                  )}
                  {rule.refuse && (
                    <Badge size="sm" variant="light" color="red" tt="none">
                      {t('refuse')}
                    </Badge>
                  )}
                </span>
              )}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </nav>
  );
}
