export { knownAt, type RunHistory, type Stay } from './histories.js';
export { fitChart, type ChartFitWish, type ChartModel } from './model.js';
export { curvesOf, type ChartCurves } from './curves.js';
export { forecastRun, type OpenRun, type RunForecast } from './predict.js';
export { chartOutlook, type Outlook, type OutlookWish, type RunOutlook } from './outlook.js';
export { backTestChart, type ChartBackTest, type ChartCut } from './back-test.js';
