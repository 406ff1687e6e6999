export { Activities, type Page, type TasksRequest } from './activities.js';
