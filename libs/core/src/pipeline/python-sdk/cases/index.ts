import type { Pipeline } from '../../pipeline';
import apiRequests from './api-requests';
import cacheAndRetry from './cache-and-retry';
import callbackStep from './callback-step';
import chainedIo from './chained-io';
import conditions from './conditions';
import dependsOn from './depends-on';
import emr from './emr';
import experimentCustom from './experiment-custom';
import experimentDefault from './experiment-default';
import experimentNone from './experiment-none';
import fail from './fail';
import frameworkProcessor from './framework-processor';
import joinAndVariables from './join-and-variables';
import lambdaStep from './lambda-step';
import ndr15mPyspark from './ndr-15m-pyspark';
import ndr15m from './ndr-15m';
import ndrFgBPyspark from './ndr-fg-b-pyspark';
import ndrFgB from './ndr-fg-b';
import parameters from './parameters';
import processingFull from './processing-full';
import qualityCheck from './quality-check';
import registerModel from './register-model';
import sparkFull from './spark-full';
import sparkJar from './spark-jar';
import training from './training';
import transform from './transform';
import tuning from './tuning';

/** Pipelines of the SageMaker Python SDK's cases, authored here, by the case's name. */
export const cases: Readonly<Record<string, Pipeline>> = {
  api_requests: apiRequests,
  cache_and_retry: cacheAndRetry,
  callback_step: callbackStep,
  chained_io: chainedIo,
  conditions,
  depends_on: dependsOn,
  emr,
  experiment_custom: experimentCustom,
  experiment_default: experimentDefault,
  experiment_none: experimentNone,
  fail,
  framework_processor: frameworkProcessor,
  join_and_variables: joinAndVariables,
  lambda_step: lambdaStep,
  ndr_15m_pyspark: ndr15mPyspark,
  ndr_15m: ndr15m,
  ndr_fg_b_pyspark: ndrFgBPyspark,
  ndr_fg_b: ndrFgB,
  parameters,
  processing_full: processingFull,
  quality_check: qualityCheck,
  register_model: registerModel,
  spark_full: sparkFull,
  spark_jar: sparkJar,
  training,
  transform,
  tuning,
};
