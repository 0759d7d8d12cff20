import { taggedResource } from './tagged-resource';
import { operation } from '../operation';
import { limitExceeded } from '../protocol/service-error';

const mostTags = 50;

export const addTags = operation('AddTags', {
  handle(input, context) {
    const arn = taggedResource(input.ResourceArn, context);
    context.tags.add(arn, input.Tags);
    const tags = context.tags.of(arn);
    if (tags.length > mostTags) throw limitExceeded(`A resource can have up to ${mostTags} tags.`);
    return { Tags: tags };
  },
});
