export { classesOf, fitTextClasses, type TextClass, type TextClasses, type TextClassOptions } from './classes.js';
export { indexTexts, searchTexts, suggestAnswers, type Hit, type RetrievalOptions, type SuggestedAnswer, type TextIndex } from './retrieval.js';
export { fitSentiment, sentimentOf, type Sentiment, type SentimentModel } from './sentiment.js';
export { summaryOf, type SummaryOptions } from './summary.js';
export { termsOf, type TermOptions } from './terms.js';
export { fitTfIdf, keywordsOf, themesOf, weightsOf, type Keyword, type TfIdf } from './tfidf.js';
export { sentencesOf, tokensOf, type TokenOptions } from './tokens.js';
