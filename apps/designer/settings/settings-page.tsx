import { NavLink, Select } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { useMay } from '../app/session.js';
import type { PermissionName } from '../app/permissions.generated.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import styles from './settings.module.css';
import { settingsTexts } from './texts.js';

interface SectionOf {
  readonly key: 'account' | 'people' | 'objects' | 'calendars' | 'keys' | 'webhooks' | 'secrets' | 'audit' | 'workspace' | 'about';
  readonly permission: PermissionName;
  readonly Body: ComponentType;
}

const SECTIONS: readonly SectionOf[] = [
  { key: 'account', permission: 'session.own', Body: lazy(async () => ({ default: (await import('./account/account-section.js')).AccountSection })) },
  { key: 'people', permission: 'member.read', Body: lazy(async () => ({ default: (await import('./people/people-section.js')).PeopleSection })) },
  { key: 'objects', permission: 'object.read', Body: lazy(async () => ({ default: (await import('./objects/objects-section.js')).ObjectsSection })) },
  { key: 'calendars', permission: 'calendar.read', Body: lazy(async () => ({ default: (await import('./calendars/calendars-section.js')).CalendarsSection })) },
  { key: 'keys', permission: 'key.edit', Body: lazy(async () => ({ default: (await import('./keys/keys-section.js')).KeysSection })) },
  { key: 'webhooks', permission: 'webhook.edit', Body: lazy(async () => ({ default: (await import('./webhooks/webhooks-section.js')).WebhooksSection })) },
  { key: 'secrets', permission: 'secret.edit', Body: lazy(async () => ({ default: (await import('./secrets/secrets-section.js')).SecretsSection })) },
  { key: 'audit', permission: 'audit.read', Body: lazy(async () => ({ default: (await import('./audit/audit-section.js')).AuditSection })) },
  {
    key: 'workspace',
    permission: 'workspace.read',
    Body: lazy(async () => ({ default: (await import('./workspace/workspace-section.js')).WorkspaceSection })),
  },
  { key: 'about', permission: 'workspace.read', Body: lazy(async () => ({ default: (await import('./about/about-section.js')).AboutSection })) },
];

/** Settings: each section has its own address; those the role may not see are not there. */
export function SettingsPage() {
  const t = useTexts(settingsTexts);
  const may = useMay();
  const navigate = useNavigate();
  const { section } = useParams({ strict: false });
  const shown = SECTIONS.filter(({ permission }) => may(permission));
  const current = shown.find(({ key }) => key === section) ?? shown[0];
  if (!current) return null;
  const { Body } = current;
  return (
    <Page title={t('title')}>
      <div className={styles.layout}>
        <nav aria-label={t('sections')} className={styles.side}>
          {shown.map(({ key }) => (
            <NavLink
              key={key}
              component={Link}
              to={`/settings/${key}`}
              label={t(key)}
              active={key === current.key}
              aria-current={key === current.key ? 'page' : undefined}
              className={styles.place}
            />
          ))}
        </nav>
        <Select
          className={styles.pick}
          aria-label={t('sections')}
          value={current.key}
          onChange={(key) => void navigate({ to: '/settings/$section', params: { section: key ?? 'account' } })}
          data={shown.map(({ key }) => ({ value: key, label: t(key) }))}
          allowDeselect={false}
        />
        <Suspense fallback={<LateSkeleton />}>
          <Body />
        </Suspense>
      </div>
    </Page>
  );
}
