import { infrastructureName, type Environment } from '@ndr/aws';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** The topic that tells people of failures. Messages hold names and reasons, no data. */
export class Notifications extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      topicName: infrastructureName(environment, 'notifications'),
      displayName: `ndr ${environment.name}`,
      enforceSSL: true,
    });
    // A policy of its own takes the place of the one by which alarms of the account may publish.
    this.topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': environment.account } },
      }),
    );
    for (const address of environment.notify ?? []) this.topic.addSubscription(new EmailSubscription(address));
  }
}
