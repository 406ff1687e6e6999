import { describeAccessible } from './accessible.js';

describeAccessible('dark');
