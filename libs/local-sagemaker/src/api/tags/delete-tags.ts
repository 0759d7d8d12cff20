import { taggedResource } from './tagged-resource';
import { operation } from '../operation';

export const deleteTags = operation('DeleteTags', {
  handle({ ResourceArn, TagKeys }, context) {
    context.tags.remove(taggedResource(ResourceArn, context), TagKeys);
    return {};
  },
});
