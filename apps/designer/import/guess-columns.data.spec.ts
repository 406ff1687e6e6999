import { expect, it } from '@jest/globals';
import { CORE_OBJECTS } from '#crm';
import { describeData, readData } from '../../../test/real-data.js';
import { guessColumns } from './guess-columns.js';

const PATH = ['conformance', 'crm-export-headers.json'];

interface HeaderSet {
  readonly crm: string;
  readonly object: string;
  readonly header: readonly string[];
}

const shapeOf = (key: string) => {
  const object = CORE_OBJECTS.get(key);
  if (!object) throw new Error(key);
  const fields = Object.entries(object.fields).map(([name, { type, title }]) => ({ name, type, title: title.en, origin: 'core' as const }));
  return { key, nameField: object.nameField, fields };
};

/** Object of a set, and what must be guessed of its header: field -> column, and the key. */
const EXPECTED: readonly (readonly [set: string, object: string, key: string, columns: Readonly<Record<string, string>>])[] = [
  [
    'SuiteCRM 8 Leads',
    'lead',
    'ID',
    { name: 'First Name + Last Name', email: 'Email Address', company: 'Account Name', source: 'Lead Source', phone: 'Office Phone' },
  ],
  [
    'SuiteCRM 8 Opportunities',
    'deal',
    'ID',
    { name: 'Opportunity Name', account: 'Account Name', close_value: 'Amount', expected_close_date: 'Expected Close Date', next_step: 'Next Step' },
  ],
  [
    'HubSpot Contacts (all',
    'contact',
    'Record ID',
    { name: 'First Name + Last Name', email: 'Email', phone: 'Phone Number', account: 'Company Name', country: 'Country/Region', job_title: 'Job Title' },
  ],
  ['HubSpot Contacts (default', 'contact', 'Record ID', { name: 'First Name + Last Name', email: 'Email', account: 'Associated Company' }],
  ['Zoho CRM Accounts', 'account', 'Record Id', { name: 'Account Name', phone: 'Phone', description: 'Description' }],
  ['Zoho CRM Contacts', 'contact', 'Record Id', { name: 'First Name + Last Name', account: 'Account Name', email: 'Email', phone: 'Mobile' }],
  [
    'Zoho CRM Deals',
    'deal',
    'Record Id',
    { name: 'Deal Name', account: 'Account Name', contact: 'Contact Name', close_value: 'Amount', expected_close_date: 'Closing Date' },
  ],
  ['Salesforce Contact', 'contact', 'Id', { name: 'Name', email: 'Email', phone: 'Phone', job_title: 'Title', city: 'MailingCity' }],
  ['Salesforce Account', 'account', 'Id', { name: 'Name', sector: 'Industry', revenue: 'AnnualRevenue', employees: 'NumberOfEmployees', website: 'Website' }],
];

describeData('columns of real exports', PATH, () => {
  const { sets } = readData<{ readonly sets: readonly HeaderSet[] }>({ sets: [] }, ...PATH);
  it.each(EXPECTED)('%s', (named, object, key, columns) => {
    const set = sets.find(({ crm, object: title }) => `${crm} ${title}`.startsWith(named));
    const guessed = guessColumns(set?.header ?? [], shapeOf(object));
    expect(guessed.key).toBe(key);
    expect(Object.fromEntries(Object.entries(guessed.columns).map(([column, field]) => [field, column]))).toMatchObject(columns);
  });
});
