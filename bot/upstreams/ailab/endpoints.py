"""Every endpoint of the vendor that does a tool of ours, by its name.

Fat filter and face slimming are left out on purpose: nobody's body is reshaped here.
"""

from collections.abc import Mapping

from bot.upstreams.ailab.bygone import RETIRED
from bot.upstreams.ailab.direct import DIRECT
from bot.upstreams.ailab.endpoint import Endpoint
from bot.upstreams.ailab.queued import QUEUED

ENDPOINTS: Mapping[str, Endpoint] = {endpoint.name: endpoint for endpoint in (*QUEUED, *DIRECT, *RETIRED)}
