export { decompose, type Decomposition, type Seasonal } from './decompose.js';
export { forecastHoltWinters, holtWinters, type HoltWintersModel, type Smoothing } from './holt-winters.js';
export { simulateBand, type Band } from './simulate.js';
export { backTestSeries, type BackTestWish, type SeriesBackTest, type SeriesErrors } from './back-test.js';
export { forecastSeries, type ForecastWish, type SeriesForecast } from './forecast.js';
