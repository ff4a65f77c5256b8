"""Models and enums. Each is imported when it is first used."""

from .chat_choice import ChatChoice as ChatChoice
from .chat_chunk import ChatChunk as ChatChunk
from .chat_completion import ChatCompletion as ChatCompletion
from .chat_message import ChatMessage as ChatMessage
from .chat_request import ChatRequest as ChatRequest
from .chunk_choice import ChunkChoice as ChunkChoice
from .delta import Delta as Delta
from .error_detail import ErrorDetail as ErrorDetail
from .error_reply import ErrorReply as ErrorReply
from .finish_reason import FinishReason as FinishReason
from .model import Model as Model
from .model_list import ModelList as ModelList
from .role import Role as Role
from .stream_options import StreamOptions as StreamOptions
from .usage import Usage as Usage
