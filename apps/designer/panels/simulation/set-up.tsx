import { Button, MultiSelect, SegmentedControl, Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale, type Instant, type JsonObject, type Problem } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { kindOf, treeOf } from '../../document/index.js';
import { useDesigner } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { CodeEditor, RecordPicker, useDesk } from '../../rule-builder/index.js';
import { compileDocument } from './compile-document.js';
import { simulationTexts } from './texts.js';
import { useTimes } from './use-times.js';
import { startWalk, type Walk, type Walked } from './walk.js';
import styles from './simulation.module.css';

/** With what a walk begins: a real record or fields written here, roles, and where. */
export function SetUp({ onStart }: { readonly onStart: (walk: Walk) => void }) {
  const t = useTexts(simulationTexts);
  const { language } = useLanguage();
  const { vocabulary, sample, sampleId, pickSample } = useDesk();
  const [source, setSource] = useState<'record' | 'pasted'>('record');
  const [text, setText] = useState('{\n  "name": ""\n}');
  const [roles, setRoles] = useState<string[]>([]);
  const [isWhere, setWhere] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const begin = useBegin();
  const fields = source === 'record' ? (sample?.data.record ?? null) : objectIn(text);
  const start = (): void => {
    const started = begin({
      fields: fields ?? {},
      isSample: source === 'record',
      roles: roles.length > 0 ? roles : ['*'],
      isWhere: source === 'record' && isWhere,
    });
    if (started && 'problems' in started) setProblems(started.problems);
    else if (started) onStart(started);
  };
  return (
    <div className={styles.setUp}>
      <SegmentedControl
        size="xs"
        aria-label={t('from')}
        value={source}
        onChange={(next) => setSource(next as typeof source)}
        data={[
          { value: 'record', label: t('aRecord') },
          { value: 'pasted', label: t('pasted') },
        ]}
      />
      {source === 'record' ? (
        <>
          <RecordPicker label={t('record')} object={vocabulary.object} value={sampleId} onChange={pickSample} />
          <Select
            label={t('begins')}
            data={[
              { value: 'start', label: t('atStart') },
              { value: 'where', label: t('where'), disabled: (sample?.active.size ?? 0) === 0 },
            ]}
            value={isWhere ? 'where' : 'start'}
            onChange={(next) => setWhere(next === 'where')}
            comboboxProps={{ withinPortal: true }}
          />
        </>
      ) : (
        <CodeEditor label={t('fieldsJson')} value={text} onChange={setText} minLines={8} isInvalid={fields === null} />
      )}
      <MultiSelect
        label={t('roles')}
        placeholder={roles.length === 0 ? t('allRoles') : ''}
        data={[...vocabulary.roles]}
        value={roles}
        onChange={setRoles}
        comboboxProps={{ withinPortal: true }}
      />
      <Button leftSection={<IconPlayerPlay size={16} />} onClick={start} disabled={fields === null}>
        {t('start')}
      </Button>
      <div role="status">
        {problems.length > 0 && <p className={styles.wrong}>{t('notPlayable')}</p>}
        {problems.slice(0, 3).map((problem) => (
          <p key={`${problem.at} ${problem.code}`} className={styles.wrong}>
            {inLocale(problem.text, language)}
          </p>
        ))}
      </div>
    </div>
  );
}

function objectIn(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

interface Wish {
  readonly fields: JsonObject;
  readonly isSample: boolean;
  readonly roles: readonly string[];
  readonly isWhere: boolean;
}

const NOBODY = '00000000-0000-7000-8000-000000000002';

/** Compiles the draft with its rules and starts the run; `null` while the calendars are being read. */
function useBegin(): (wish: Wish) => Walk | { readonly problems: readonly Problem[] } | null {
  const { vocabulary, sample } = useDesk();
  const document = useDesigner((state) => state.history.document);
  const rules = useDesigner((state) => state.rules);
  const times = useTimes(document);
  return ({ fields, isSample, roles, isWhere }) => {
    if (!times) return null;
    const given = isSample ? sample : null;
    const compiled = compileDocument(document, rules, (object) => vocabulary.objects[object]?.fields ?? null);
    if (!compiled.ok) return compiled;
    const at = isWhere && given ? leavesOf(document, given.active) : null;
    const started = startWalk({
      pipeline: compiled.pipeline,
      recordId: given?.id ?? NOBODY,
      record: fields,
      related: given?.related ?? {},
      vars: at === null ? {} : (given?.data.vars ?? {}),
      roles,
      times,
      start: new Date().toISOString() as Instant,
      at,
    });
    return outcomeOf(started);
  };
}

/** The walk, or why it could not begin. */
function outcomeOf(started: Walked): Walk | { readonly problems: readonly Problem[] } {
  if (started.kind === 'moved') return started.walk;
  return { problems: started.kind === 'failed' ? started.problems : started.reasons.map(({ code, text }) => ({ code, text, at: '' })) };
}

/** The innermost of these states; `null` where there is none. */
function leavesOf(document: PipelineDocument, active: ReadonlySet<string>): readonly string[] | null {
  const tree = treeOf(document);
  const leaves = [...active].filter((id) => ['atomic', 'final'].includes(kindOf(tree.get(id)?.state ?? {})));
  return leaves.length > 0 ? leaves : null;
}
