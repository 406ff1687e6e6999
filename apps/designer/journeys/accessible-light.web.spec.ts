import { describeAccessible } from './accessible.js';

describeAccessible('light');
