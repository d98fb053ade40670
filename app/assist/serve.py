"""The llm child: load a model whose hash is right, count tokens, stream an answer.

Requests and replies (JSON headers, no bodies):
    devices   {} -> {devices: [{name, title, kind, free_mib, total_mib}], build}
    load      {model, folder, files: [{path, bytes, sha256}], chat_template_sha256,
               chat: {id, begin, openings, closings, reply}, threads, prompt_threads, context_tokens,
               placement: {device, layers, kv, context, batch, …} | null,
               states: {folder, limit_mib, seal: {cipher, key} | null} | null,
               adapter: {id, path, bytes, sha256, scale} | null}
              -> {verified: [bytes, total]} … , {context_tokens}
    adapt     {model, adapter: {…} | null} -> nothing
    count     {model, texts: [str]} -> {counts: [int]}
    generate  {model, turns: [{role, parts: [str]}], max_tokens, stops: [str], grammar, lookup, endless}
              -> {progress: [done, total]} | {token: str} … , {finished: {…}}
    prefill   {model, turns} -> {progress: [done, total]} …
    measure   {model, turns, tokens} -> {raw: {…}, rss_mib, peak_mib}
    forget    {model, files: bool} -> nothing; what was evaluated is not reused, with `files` not from disk either
"""

from collections.abc import Mapping

from app.assist import refused
from app.assist.llama.surroundings import Signed, give_up_foreign_code
from app.core.errors import AppError
from app.worker.child import Handler

_OPERATIONS = ("devices", "load", "adapt", "count", "generate", "prefill", "measure", "forget")


def handlers(signed: Signed) -> Mapping[str, Handler]:
    """Gives up what could make llama.cpp load foreign code, and only then imports it. Where llama.cpp's modules are
    others than those that were signed, every request is refused with ProgramDamaged."""
    try:
        give_up_foreign_code(signed)
    except AppError as error:
        return refused.handlers(_OPERATIONS, error)
    from app.assist.llama.desk import Desk

    desk = Desk()
    return {
        "devices": desk.devices,
        "load": desk.load,
        "adapt": desk.adapt,
        "count": desk.count,
        "generate": desk.generate,
        "prefill": desk.prefill,
        "measure": desk.measure,
        "forget": desk.forget,
    }
