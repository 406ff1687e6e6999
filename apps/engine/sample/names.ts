import type { Random } from './random.js';

/** Invented; any likeness to a real company or person is chance. */
const COMPANY_STEMS = [
  'Nordlicht',
  'Brightwater',
  'Alder & Finch',
  'Kestrel',
  'Monteverde',
  'Halcyon',
  'Larkspur',
  'Ravensworth',
  'Solmare',
  'Tidewell',
  'Umbra',
  'Vexford',
  'Wrenfield',
  'Oakhurst',
  'Pinecrest',
  'Quarrystone',
  'Silverbeck',
  'Thornbury',
  'Copperline',
  'Bluefjord',
  'Eastgate',
  'Fernhill',
  'Glasshouse',
  'Ironbridge',
  'Juniper',
  'Kingsmead',
  'Lighthouse',
  'Millstone',
  'Northpoint',
  'Orchard Lane',
];
const COMPANY_KINDS = [
  'Logistics',
  'Foods',
  'Robotics',
  'Health',
  'Textiles',
  'Energy',
  'Media',
  'Instruments',
  'Retail Group',
  'Analytics',
  'Packaging',
  'Hotels',
  'Insurance',
  'Mobility',
  'Labs',
];
const CHINESE_CITIES = ['华东', '苏州', '杭州', '深圳', '成都', '青岛', '武汉', '厦门', '西安', '宁波', '长沙', '无锡'];
const CHINESE_STEMS = ['云帆', '启明', '恒远', '瑞泽', '天成', '博雅', '锦程', '众合', '远景', '盛达', '合一', '新航', '致远', '嘉禾', '中正'];
const CHINESE_KINDS = [
  '物流有限公司',
  '食品有限公司',
  '智能科技有限公司',
  '医疗器械有限公司',
  '纺织集团',
  '新能源有限公司',
  '传媒有限公司',
  '仪器有限公司',
  '商贸有限公司',
  '数据服务有限公司',
];
const FIRST = [
  'Anna',
  'Ben',
  'Carla',
  'David',
  'Elena',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Liam',
  'Maya',
  'Nils',
  'Olivia',
  'Paolo',
  'Rosa',
  'Samir',
  'Tessa',
  'Victor',
  'Yara',
  'Zoe',
  'Amara',
  'Tomas',
];
const LAST = [
  'Albrecht',
  'Bianchi',
  'Castillo',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ivanova',
  'Jensen',
  'Kowalski',
  'Lindgren',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrov',
  'Quinn',
  'Rossi',
  'Schmidt',
  'Tanaka',
  'Usman',
  'Varga',
  'Weber',
  'Young',
];
const CHINESE_FAMILY = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '周', '吴', '徐', '孙', '马', '朱', '胡', '林'];
const CHINESE_GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '磊',
  '洋',
  '艳',
  '杰',
  '涛',
  '明',
  '丽娟',
  '子轩',
  '雨桐',
  '浩然',
  '欣怡',
  '建国',
  '晓梅',
  '志强',
  '思远',
];

export type Culture = 'western' | 'chinese';

export function companyName(random: Random, culture: Culture, taken: Set<string>): string {
  for (let round = 0; ; round += 1) {
    const base =
      culture === 'chinese'
        ? `${random.pick(CHINESE_CITIES)}${random.pick(CHINESE_STEMS)}${random.pick(CHINESE_KINDS)}`
        : `${random.pick(COMPANY_STEMS)} ${random.pick(COMPANY_KINDS)}`;
    const name = round < 50 ? base : `${base} ${round}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

export const personName = (random: Random, culture: Culture): string =>
  culture === 'chinese' ? `${random.pick(CHINESE_FAMILY)}${random.pick(CHINESE_GIVEN)}` : `${random.pick(FIRST)} ${random.pick(LAST)}`;

/** An address that can never be delivered to: example domains only (RFC 2606). */
export const emailOf = (number: number, culture: Culture): string => `person${number}@sample.${culture === 'chinese' ? 'example.com' : 'example.org'}`;

export const SECTORS = [
  'retail',
  'technology',
  'medical',
  'marketing',
  'finance',
  'software',
  'entertainment',
  'telecommunications',
  'services',
  'employment',
  'manufacturing',
  'education',
] as const;
export const WESTERN_PLACES = ['Germany', 'United States', 'France', 'United Kingdom', 'Spain', 'Norway', 'Italy', 'Poland'] as const;
export const JOBS = [
  'Head of Operations',
  'IT Director',
  'Purchasing Manager',
  'CFO',
  'Team Lead',
  'Sales Director',
  '采购经理',
  '信息总监',
  '运营主管',
  '财务总监',
] as const;

export const PRODUCTS = [
  { name: 'Mill Start', series: 'Mill', price: 480, margin: 340, category: 'Licences' },
  { name: 'Mill Team', series: 'Mill', price: 1_900, margin: 1_350, category: 'Licences' },
  { name: 'Mill Enterprise', series: 'Mill', price: 7_800, margin: 5_600, category: 'Licences' },
  { name: 'Race Analytics', series: 'Race', price: 3_400, margin: 2_500, category: 'Licences' },
  { name: 'Race Connect', series: 'Race', price: 1_250, margin: 900, category: 'Licences' },
  { name: 'Care Plus', series: 'Care', price: 950, margin: 520, category: 'Service' },
] as const;

/** Who sells, with how often they win: so that reports have something to show. */
export const AGENTS = [
  { name: 'Mara Lindqvist', team: 'Central', skill: 0.12 },
  { name: 'Jonas Brandt', team: 'Central', skill: 0.02 },
  { name: 'Priya Nair', team: 'West', skill: 0.08 },
  { name: 'Diego Fuentes', team: 'West', skill: -0.06 },
  { name: 'Sophie Martin', team: 'Central', skill: 0.0 },
  { name: '陈晓梅', team: 'East', skill: 0.1 },
  { name: '王浩然', team: 'East', skill: 0.04 },
  { name: '林思远', team: 'East', skill: -0.04 },
] as const;
export const TEAMS = ['Central', 'West', 'East'] as const;
