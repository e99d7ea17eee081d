//! The block helpers of the template language: if, unless, each, with, and partials. They replace Handlebars' own
//! because a missing datum is an error in each of them, and because a partial keeps the path of its data, so that
//! origins survive it.

use super::limits::step;
use super::value::{Arg, HelperOutput, Trouble, to_path};
use handlebars::{
    BlockContext, BlockParamHolder, BlockParams, Context, Handlebars, Helper, HelperDef, HelperResult, Output,
    RenderContext, RenderError, RenderErrorReason, Renderable,
};
use serde_json::{Value as Json, json};

/// The names of the blocks.
pub(super) const BLOCKS: [&str; 4] = ["if", "unless", "each", "with"];
/// The option of an {{#each}} in the middle of a sentence: without items there would be a hole in it.
pub(super) const IN_SENTENCE: &str = "__in_sentence";
/// The helper that `{{> name}}` becomes: its arguments are the partial's name and its context.
pub(super) const PARTIAL: &str = "__partial";

pub(super) fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper("if", Box::new(If { wanted: true }));
    registry.register_helper("unless", Box::new(If { wanted: false }));
    registry.register_helper("each", Box::new(Each));
    registry.register_helper("with", Box::new(With));
    registry.register_helper(PARTIAL, Box::new(Partial));
}

struct If {
    wanted: bool,
}

impl HelperDef for If {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        scope: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        step(out)?;
        let holds = !subject(helper, context, scope)?.is_empty();
        match if holds == self.wanted { helper.template() } else { helper.inverse() } {
            Some(branch) => branch.render(registry, context, scope, out),
            None => Ok(()),
        }
    }
}

fn subject<'a>(
    helper: &'a Helper<'_>,
    context: &'a Context,
    scope: &RenderContext<'_, '_>,
) -> Result<Arg<'a>, RenderError> {
    let param = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("block", 0))?;
    Ok(Arg::new(param, context, scope)?)
}

struct With;

impl HelperDef for With {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        scope: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        step(out)?;
        let subject = subject(helper, context, scope)?;
        let branch = if subject.is_empty() { helper.inverse() } else { helper.template() };
        let Some(branch) = branch else { return Ok(()) };
        if subject.is_empty() {
            return branch.render(registry, context, scope, out);
        }
        let mut block = block_for(&subject, scope);
        if let Some(name) = helper.block_param() {
            block.set_block_param(name, holder(&subject));
        }
        scope.push_block(block);
        branch.render(registry, context, scope, out)?;
        scope.pop_block();
        Ok(())
    }
}

/// Returns a scope whose `this` is the argument, inheriting `@index` and the like.
fn block_for<'rc>(this: &Arg<'_>, scope: &RenderContext<'_, 'rc>) -> BlockContext<'rc> {
    let mut block = BlockContext::new();
    if let Some(outer) = scope.block() {
        block.local_variables_mut().clone_from(outer.local_variables());
    }
    match this.pointer() {
        Some(pointer) => *block.base_path_mut() = to_path(pointer),
        None => block.set_base_value(carried(this)),
    }
    block
}

/// Returns a block parameter for the `this` of its own block.
fn holder(this: &Arg<'_>) -> BlockParamHolder {
    match this.pointer() {
        Some(_) => BlockParamHolder::path(Vec::new()),
        None => BlockParamHolder::value(carried(this)),
    }
}

/// Returns a value that has no path in the context, with its origin if it has one.
fn carried(arg: &Arg<'_>) -> Json {
    arg.made().map_or_else(|| arg.value().clone(), HelperOutput::to_json)
}

struct Each;

impl HelperDef for Each {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        scope: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        step(out)?;
        let list = subject(helper, context, scope)?;
        let items = match list.value() {
            Json::Object(fields) => fields
                .keys()
                .map(|key| Ok((Some(key.clone()), list.field(key)?)))
                .collect::<Result<Vec<_>, Trouble>>()?,
            _ => list.items(context.data())?.into_iter().map(|item| (None, item)).collect(),
        };
        if let (true, Some(otherwise)) = (items.is_empty(), helper.inverse()) {
            return otherwise.render(registry, context, scope, out);
        }
        if items.is_empty() && helper.hash_get(IN_SENTENCE).is_some() {
            return Err(list.absent("no items").into());
        }
        let Some(body) = helper.template() else { return Ok(()) };
        for (index, (key, item)) in items.iter().enumerate() {
            step(out)?;
            let mut block = block_for(item, scope);
            let key = key.as_ref().map_or_else(|| json!(index), |key| json!(key));
            block.set_local_var("index", json!(index));
            block.set_local_var("key", key.clone());
            block.set_local_var("first", json!(index == 0));
            block.set_local_var("last", json!(index + 1 == items.len()));
            if let Some(name) = helper.block_param() {
                block.set_block_param(name, holder(item));
            } else if let Some((name, key_name)) = helper.block_param_pair() {
                block.set_block_param(name, holder(item));
                block.set_block_param(key_name, BlockParamHolder::value(key));
            }
            scope.push_block(block);
            body.render(registry, context, scope, out)?;
            scope.pop_block();
        }
        Ok(())
    }
}

struct Partial;

impl HelperDef for Partial {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        scope: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        step(out)?;
        let name = helper.param(0).and_then(|param| param.value().as_str()).unwrap_or_default();
        let partial = registry.get_template(name).ok_or_else(|| RenderErrorReason::PartialNotFound(name.to_owned()))?;
        let block = match helper.param(1) {
            Some(param) => block_for(&Arg::new(param, context, scope)?, scope),
            None => without_params(scope.block()),
        };
        // Each named value gets a scope below the partial's, in which its name refers to its path. A partial cannot
        // tell, because `../` out of a partial is refused on loading.
        let mut named = Vec::new();
        for (key, param) in helper.hash() {
            let value = Arg::new(param, context, scope)?;
            let mut block = block_for(&value, scope);
            block.set_block_param(key, holder(&value));
            named.push(block);
        }
        let depth = named.len() + 1;
        named.into_iter().chain([block]).for_each(|block| scope.push_block(block));
        let caller = scope.get_current_template_name();
        partial.render(registry, context, scope, out)?;
        scope.set_current_template_name(caller);
        (0..depth).for_each(|_| scope.pop_block());
        Ok(())
    }
}

/// Returns a block with the same `this` and `@index`, but without the block's names: a partial sees only its arguments.
fn without_params<'rc>(block: Option<&BlockContext<'rc>>) -> BlockContext<'rc> {
    let mut copy = block.cloned().unwrap_or_default();
    copy.set_block_params(BlockParams::new());
    copy
}
