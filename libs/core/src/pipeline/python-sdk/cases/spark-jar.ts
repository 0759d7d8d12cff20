import { code, pipeline, processor } from './fixture';
import { sparkStep } from '../../steps/spark';

const step = sparkStep('JarStep', {
  processor: { ...processor, instanceCount: 2 },
  application: code('app.jar'),
  mainClass: 'com.example.ndr.Main',
  jars: ['s3://ndr-bucket/jars/one.jar', 's3://ndr-bucket/jars/two.jar'],
  arguments: ['--date', '2026-01-01'],
});

export default pipeline('spark-jar', { steps: [step] });
